package io.plumbline.monitoring.alert.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The stored part of a channel, without its secret.
///
/// @param url where a webhook or PagerDuty receives; null for other kinds
/// @param recipients mail addresses; empty for other kinds
/// @param enabled whether messages are sent
public record ChannelPlan(ChannelKind kind, @Nullable String url, List<String> recipients, boolean enabled) {}
