"""Documents as pages and as tagged PDF, and what may stand in a summary."""
