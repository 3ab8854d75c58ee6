package io.plumbline.monitoring.alert.channel;

import org.jspecify.annotations.Nullable;

/// A stored channel.
///
/// @param secret encrypted; null for mail
record ChannelTerms(ChannelPlan plan, byte @Nullable [] secret) {}
