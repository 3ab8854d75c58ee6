/// Actions for findings: the guard policy, as data.
@NullMarked
package io.plumbline.guardrails.policy;

import org.jspecify.annotations.NullMarked;
