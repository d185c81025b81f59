"""Flask only: parse, call one service, respond."""
