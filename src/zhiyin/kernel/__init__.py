"""What every stage stands on. No HTML, and no word of any stage."""
