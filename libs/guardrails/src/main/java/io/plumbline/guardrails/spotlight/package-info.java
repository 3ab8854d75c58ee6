/// Marks on third-party texts, so that a model can tell them from its instructions.
@NullMarked
package io.plumbline.guardrails.spotlight;

import org.jspecify.annotations.NullMarked;
