# Two stages: build with Swift's image, run on its slim one (the runtime without the compiler) with Debian's SQLite.
FROM swift:6.3-bookworm AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends libsqlite3-dev zlib1g-dev \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
COPY fixtures fixtures
RUN swift build -c release --product scalekit-emulator \
 && install -D "$(swift build -c release --show-bin-path)/scalekit-emulator" /out/scalekit-emulator

FROM swift:6.3-bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates libsqlite3-0 zlib1g \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /var/lib/scalekit-emulator --create-home emulator
COPY --from=build /out/scalekit-emulator /usr/local/bin/scalekit-emulator
USER emulator
# Keys and the CA: mount a volume here to keep them between containers.
VOLUME /var/lib/scalekit-emulator
EXPOSE 8443
HEALTHCHECK --interval=5s --timeout=3s --start-period=5s --retries=5 \
  CMD ["scalekit-emulator", "health", "--url", "http://localhost:8443"]
ENTRYPOINT ["scalekit-emulator", "serve", "--host", "0.0.0.0", "--port", "8443", \
            "--state-dir", "/var/lib/scalekit-emulator"]
CMD ["--tls-name", "scalekit-emulator"]
