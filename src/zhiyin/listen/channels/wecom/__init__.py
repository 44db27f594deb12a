"""WeChat customer service (微信客服) of a company on WeCom (企业微信): its callback signals, and we pull."""
