/// The tools that a model may be offered and call, with which arguments, how often and for how much.
@NullMarked
package io.plumbline.guardrails.tool;

import org.jspecify.annotations.NullMarked;
