package io.plumbline.clients.governance;

import java.util.List;
import java.util.Map;

/// What a user or an API key may do now.
///
/// @param grants team → codes of roles
/// @param scopes additional rights of an API key
/// @param routes the only routes that an API key may use; empty means all routes of its team
public record CallerGrants(Map<String, List<String>> grants, List<String> scopes, List<String> routes) {}
