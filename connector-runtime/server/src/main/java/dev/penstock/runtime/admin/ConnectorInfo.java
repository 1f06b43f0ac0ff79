package dev.penstock.runtime.admin;

/**
 * An installed connector, for showing.
 *
 * @param name what a pipeline file says
 * @param version of its jar
 * @param kind {@code polling-source}, {@code sink}, …
 * @param summary one sentence
 */
public record ConnectorInfo(String name, String version, String kind, String summary) {}
