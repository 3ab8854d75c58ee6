package io.plumbline.governance.policy;

import io.plumbline.governance.policy.replay.ReplayReport;
import java.time.Instant;
import java.util.List;

/// The effect of a draft.
///
/// @param policy the policy of the draft
/// @param complete whether all calls of the time range were included; else only the newest
/// @param unknown what the draft detects and the policy in force does not, as `stage/category`: their occurrence
///     in the calls is unknown
record DryRunResponse(
        String policy, Instant from, Instant to, boolean complete, List<String> unknown, ReplayReport report) {}
