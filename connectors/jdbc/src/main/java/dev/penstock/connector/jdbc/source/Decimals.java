package dev.penstock.connector.jdbc.source;

/** How decimals are written as JSON. */
public enum Decimals {
    /** As numbers with all their digits; readers that take them for floating point may lose some. */
    NUMBER,
    /** As strings. */
    STRING
}
