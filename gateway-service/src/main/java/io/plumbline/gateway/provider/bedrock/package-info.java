/// Amazon Bedrock: Converse and ConverseStream, signed with AWS Signature Version 4 or called with an API key.
@NullMarked
package io.plumbline.gateway.provider.bedrock;

import org.jspecify.annotations.NullMarked;
