/// Detection of prompt injections and jailbreaks by weighted signals.
@NullMarked
package io.plumbline.guardrails.injection;

import org.jspecify.annotations.NullMarked;
