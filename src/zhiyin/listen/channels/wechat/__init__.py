"""WeChat official accounts (公众号): messages and events come by push, answers leave by the customer-service API."""
