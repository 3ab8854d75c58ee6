package io.plumbline.governance.approval;

import io.plumbline.governance.approval.decider.Deciders;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How strict four eyes are.
///
/// @param deciders `any`: a machine's key counts as the people who created or rotated it; `persons`: each
///     decision must be made by a person
/// @param keepDetails how long the details shown to approvers are kept after the approval is closed: 0 to 10
///     years
@Validated
@ConfigurationProperties("plumbline.governance.approvals")
record ApprovalProperties(
        @DefaultValue("any") Deciders deciders,

        @DefaultValue("90d") @DurationMin(seconds = 0) @DurationMax(days = 3_650)
        Duration keepDetails) {}
