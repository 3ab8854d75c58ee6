/// Results of evaluations and the gate rule that reads them.
@NullMarked
package io.plumbline.registry.evaluation;

import org.jspecify.annotations.NullMarked;
