package io.plumbline.gateway.exchange;

import org.jspecify.annotations.Nullable;

/// How much a model reasons before it answers: an effort or a budget.
///
/// @param effort `none`, `minimal`, `low`, `medium`, `high` or `xhigh`; null if the client gives a budget
/// @param budgetTokens null if the client gives an effort
/// @param param the member in which the client requests it
public record Reasoning(@Nullable String effort, @Nullable Integer budgetTokens, String param) {}
