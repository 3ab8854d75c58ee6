/// Guardrails: detectors of content that must not pass, and the policies that decide about their findings. Plain
/// Java, on top of `personal-data`.
///
/// [io.plumbline.guardrails.GuardEngine] is the entry point. Below it: `injection`, `content`, `output` and `tool`
/// (detectors, unaware of policies), and `policy` (the actions).
@NullMarked
package io.plumbline.guardrails;

import org.jspecify.annotations.NullMarked;
