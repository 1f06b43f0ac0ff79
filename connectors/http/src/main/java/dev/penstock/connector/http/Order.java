package dev.penstock.connector.http;

/** How the service sorts a list that the source reads; decides how far it must be read to find what is new. */
public enum Order {
    /** Not known: the whole list is read each time, and its items are remembered. */
    ANY,
    /** New items come first: read up to the first item that is known, and hand out from there upwards. */
    NEWEST_FIRST,
    /** New items come last: read on from where the last poll ended. */
    OLDEST_FIRST
}
