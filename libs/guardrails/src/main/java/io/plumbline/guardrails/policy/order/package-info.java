/// Whether one guard policy is at least as strict as another.
@NullMarked
package io.plumbline.guardrails.policy.order;

import org.jspecify.annotations.NullMarked;
