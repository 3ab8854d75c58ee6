package io.plumbline.governance.policy;

import io.plumbline.governance.policy.replay.ReplayReport;
import java.time.Instant;
import java.util.List;

/// What a draft would have changed.
///
/// @param policy whose draft it is
/// @param complete whether all calls of the time were looked at; else the newest of them
/// @param unknown what the draft looks for and the policy in force does not, as `stage/category`: whether any of it
///     was in the calls nobody knows
record DryRunResponse(
        String policy, Instant from, Instant to, boolean complete, List<String> unknown, ReplayReport report) {}
