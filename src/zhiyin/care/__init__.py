"""Care 关怀: look after customers before they leave."""
