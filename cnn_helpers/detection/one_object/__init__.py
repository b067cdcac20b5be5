"""One object or none: localisation and landmarks."""
