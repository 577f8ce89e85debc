"""Who is who among many records: Splink trains the weights, and links extracts with them."""
