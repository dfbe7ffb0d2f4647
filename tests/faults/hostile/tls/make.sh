#!/bin/sh
# The certificates of the hostile servers: a root of their own, and what it signed. Made anew with openssl when they end.
set -eu
cd "$(dirname "$0")"
openssl req -x509 -newkey rsa:2048 -nodes -days 36500 -subj "/CN=Hostile root" -keyout root.key -out root.pem
sign() { # file, name, days
    openssl req -newkey rsa:2048 -nodes -subj "/CN=$2" -keyout "$1.key" -out "$1.csr"
    printf 'subjectAltName=DNS:%s' "$2" | openssl x509 -req -in "$1.csr" -CA root.pem -CAkey root.key -CAcreateserial \
        -days "$3" -extfile /dev/stdin -out "$1.crt"
    cat "$1.key" "$1.crt" > "$1.pem"
    rm "$1.key" "$1.crt" "$1.csr"
}
sign right '*.hostile.example' 36500
sign wrong-name 'bank.example' 36500
sign expired '*.hostile.example' -1
openssl req -x509 -newkey rsa:2048 -nodes -days 36500 -subj "/CN=self" -addext 'subjectAltName=DNS:*.hostile.example' \
    -keyout self.key -out self.crt
cat self.key self.crt > self-signed.pem
rm -f self.key self.crt root.key root.srl
