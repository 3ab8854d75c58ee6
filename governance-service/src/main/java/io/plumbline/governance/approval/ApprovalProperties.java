package io.plumbline.governance.approval;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How strict four eyes are.
///
/// @param deciders `any`, where a machine's key counts as those who made or renewed it; `persons` where each decision
/// must be a
///     human being's
/// @param keepDetails how long what was shown to those who decided is kept once the approval is over: 0 to 10 years
@Validated
@ConfigurationProperties("plumbline.governance.approvals")
record ApprovalProperties(
        @DefaultValue("any") Deciders deciders,

        @DefaultValue("90d") @DurationMin(seconds = 0) @DurationMax(days = 3_650)
        Duration keepDetails) {}
