#!/usr/bin/env bash
# The same REST calls that the SDKs wrap, by hand.
#
#   scalekit-emulator exec -- examples/curl.sh
#
# No -k anywhere: curl is told which certificate authority to trust.
set -euo pipefail

call() { curl --silent --show-error --fail-with-body --cacert "$SSL_CERT_FILE" "$@"; }

echo "# a token for the client"
token=$(
  call "$SCALEKIT_ENV_URL/oauth/token" \
    --data-urlencode grant_type=client_credentials \
    --data-urlencode "client_id=$SCALEKIT_CLIENT_ID" \
    --data-urlencode "client_secret=$SCALEKIT_CLIENT_SECRET" |
    sed -E 's/.*"access_token" *: *"([^"]+)".*/\1/'
)
api() { call --header "Authorization: Bearer $token" --header "Content-Type: application/json" "$@"; echo; }

echo "# a connected account"
api "$SCALEKIT_ENV_URL/api/v1/connected_accounts" \
  --data '{"connector": "gmail", "identifier": "user_123", "connected_account": {}}'

echo "# a magic link for its user"
api "$SCALEKIT_ENV_URL/api/v1/connected_accounts/magic_link" \
  --data '{"connector": "gmail", "identifier": "user_123"}'

echo "# all accounts of two connections, two on a page"
api --get "$SCALEKIT_ENV_URL/api/v1/connected_accounts" \
  --data connection_names=gmail --data connection_names=slack --data page_size=2
