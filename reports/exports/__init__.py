"""What is handed over to other programs: Word, a FHIR server, the laboratory's own system."""
