/// Online evaluations of live calls.
@NullMarked
package io.plumbline.console.online;

import org.jspecify.annotations.NullMarked;
