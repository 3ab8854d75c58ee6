@org.jspecify.annotations.NullMarked
package io.plumbline.bench.console;
