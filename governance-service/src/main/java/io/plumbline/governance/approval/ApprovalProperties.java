package io.plumbline.governance.approval;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How strict four eyes are.
///
/// @param deciders `any`, since pipelines decide with machines' keys; `persons` where each decision must be a
///     human being's
@ConfigurationProperties("plumbline.governance.approvals")
record ApprovalProperties(@DefaultValue("any") Deciders deciders) {}
