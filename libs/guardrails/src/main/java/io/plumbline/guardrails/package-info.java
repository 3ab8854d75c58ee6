/// Guardrails: detectors of content that must not pass, and the redaction of their findings. Plain Java.
///
/// [io.plumbline.guardrails.GuardEngine] is the entry point. Below it, each unaware of the next: `detect` (the
/// model of findings), `scan` (one pass for all spans), `pii`, `secret`, `injection` (the detectors), `policy`
/// (the actions), `redact` (their execution).
@NullMarked
package io.plumbline.guardrails;

import org.jspecify.annotations.NullMarked;
