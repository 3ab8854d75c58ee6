/// What is told to the person at the terminal.
@NullMarked
package io.plumbline.standalone.console;

import org.jspecify.annotations.NullMarked;
