"""What a FHIR resource says, in our own words, and back: plain functions, one for each resource."""
