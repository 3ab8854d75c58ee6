/// Rankings of the candidates of gates.
@NullMarked
package io.plumbline.console.ranking;

import org.jspecify.annotations.NullMarked;
