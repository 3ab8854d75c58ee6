package io.plumbline.governance.approval;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings for approvals.
///
/// @param deciders `any` if pipelines may decide with machine keys; `persons` if each decision must be made by a
///     human
/// @param keepDetails how long the information shown to approvers is kept after the approval ends: 0 to 10 years
@Validated
@ConfigurationProperties("plumbline.governance.approvals")
record ApprovalProperties(
        @DefaultValue("any") Deciders deciders,

        @DefaultValue("90d") @DurationMin(seconds = 0) @DurationMax(days = 3_650)
        Duration keepDetails) {}
