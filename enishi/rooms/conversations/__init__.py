"""Conversations: threads of messages between people who agreed to talk."""
