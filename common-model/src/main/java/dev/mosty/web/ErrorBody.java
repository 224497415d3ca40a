package dev.mosty.web;

/**
 * The body of every error reply of an HTTP API.
 *
 * @param error one sentence for whoever called; never a stack trace
 */
public record ErrorBody(String error) {}
