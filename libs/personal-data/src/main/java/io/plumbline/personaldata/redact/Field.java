package io.plumbline.personaldata.redact;

import io.plumbline.personaldata.operator.Operator;

/// The type of every value of a column, or of the members of one name, and its replacement: a whole column is
/// treated alike, whatever its cells contain.
///
/// @param entityType such as `PERSON`
public record Field(String entityType, Operator operator) {}
