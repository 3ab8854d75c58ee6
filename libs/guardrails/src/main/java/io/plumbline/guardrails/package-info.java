/// Guardrails: detectors of what must not pass, and the redaction of what they find. Plain Java.
///
/// [io.plumbline.guardrails.GuardEngine] is the way in. Under it, and none knowing of the next: `detect` (what
/// a finding is), `scan` (one pass for all spans), `pii`, `secret`, `injection` (what is looked for), `policy`
/// (what is done about it), `redact` (how).
@NullMarked
package io.plumbline.guardrails;

import org.jspecify.annotations.NullMarked;
