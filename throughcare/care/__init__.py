"""WHAT happens next? Engagement, safety facts, needs, strengths, referrals and the worklist.

Words: a *liaison* is what one L&D team does about one person in one episode; a *need* is suspected
until somebody qualified confirms it; a referral is open until the service has *seen* the person.
"""
