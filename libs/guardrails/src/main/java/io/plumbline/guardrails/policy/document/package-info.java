/// Guard policies as documents: their schema, and the reading of them.
@NullMarked
package io.plumbline.guardrails.policy.document;

import org.jspecify.annotations.NullMarked;
