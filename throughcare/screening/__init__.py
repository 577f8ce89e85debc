"""WHAT was asked? This room keeps questions, the answers people gave, and what they mean.

Words of this room:

- **instrument**: a published set of questions in one version, with its source and permission;
- **item**: one question; its **concept** says what it asks about, so that answers can be shared;
- **answer**: what the person said, or that they declined, could not answer or were not asked
  (none of which is a "no");
- **score**, **band**: the sum of the answers and what the authors say it means; neither is given
  while an answer is missing;
- **flag**: an answer that somebody must act on, whatever the score;
- **suspected need**, **strength**: what an answer points to, until a practitioner confirms it;
- **shelf life**: how long an earlier answer may be confirmed instead of asked again.

A screen is not a diagnosis, and a low score is not an all-clear.
"""
