"""The page: payload, document, wording, set views."""
