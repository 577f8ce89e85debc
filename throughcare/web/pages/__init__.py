"""The pages, one module for each place that a worker goes to."""
