"""How well do two people fit? Weights learnt by Splink, applied to one pair at a time."""
