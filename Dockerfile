FROM debian:12-slim

RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates make python3 python3-venv \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /portal
COPY . .
RUN make setup && rm -rf node_modules /var/lib/apt/lists/* && useradd --system portal && install -d -o portal /data

USER portal
ENV PATH="/portal/.venv/bin:$PATH" PORTAL_DATA_DIR=/data
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "ita_portal.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "2", "--worker-class", "gthread", \
     "--threads", "4", "--max-requests", "1000", "--max-requests-jitter", "100", "--no-control-socket"]
