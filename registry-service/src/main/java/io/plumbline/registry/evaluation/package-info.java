/// Results of evaluations and the gate rule.
@NullMarked
package io.plumbline.registry.evaluation;

import org.jspecify.annotations.NullMarked;
