/// Amazon Bedrock's Converse and ConverseStream.
@NullMarked
package io.plumbline.simulator.bedrock;

import org.jspecify.annotations.NullMarked;
