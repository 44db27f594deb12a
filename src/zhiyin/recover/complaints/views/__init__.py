"""The pages of complaints, problems and reports of danger, and the customer's own."""
