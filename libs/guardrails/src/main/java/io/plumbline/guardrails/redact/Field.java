package io.plumbline.guardrails.redact;

import io.plumbline.guardrails.operator.Operator;

/// What every value of a column, or of the members of one name, is, and what stands in its place: so that a whole
/// column is treated alike, whatever is found in its cells.
///
/// @param entityType such as `PERSON`
public record Field(String entityType, Operator operator) {}
