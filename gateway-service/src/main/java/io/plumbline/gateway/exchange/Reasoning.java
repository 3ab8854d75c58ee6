package io.plumbline.gateway.exchange;

import org.jspecify.annotations.Nullable;

/// How much a model is to think before it answers: as an effort or as a budget.
///
/// @param effort `none`, `minimal`, `low`, `medium`, `high` or `xhigh`; null where the client gives a budget
/// @param budgetTokens null where the client gives an effort
/// @param param where the client asks for it
public record Reasoning(@Nullable String effort, @Nullable Integer budgetTokens, String param) {}
