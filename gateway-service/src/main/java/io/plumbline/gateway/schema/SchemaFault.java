package io.plumbline.gateway.schema;

/// A place where a value violates a schema, and the requirement. Contains names and numbers of the schema and
/// nothing of the value: names that the schema does not have become `*`.
///
/// @param at an RFC 6901 pointer into the value; empty for the whole
/// @param must such as `must be a string`
public record SchemaFault(String at, String must) {

    @Override
    public String toString() {
        return (at.isEmpty() ? "It" : at) + " " + must;
    }
}
