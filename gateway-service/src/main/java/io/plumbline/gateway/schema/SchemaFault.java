package io.plumbline.gateway.schema;

/// Where a value breaks a schema, and what it should be. Says names that the schema knows and its own
/// numbers, and never anything of the value: what a schema does not name is `*`.
///
/// @param at an RFC 6901 pointer into the value; empty for the whole
/// @param must such as `must be a string`
public record SchemaFault(String at, String must) {

    @Override
    public String toString() {
        return (at.isEmpty() ? "It" : at) + " " + must;
    }
}
